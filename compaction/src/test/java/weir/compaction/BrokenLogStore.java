package weir.compaction;

import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

import weir.lake.delta.DurableLogStore;

/** Delta's log on a local disk that breaks once, in the way it was told to; Delta makes the instances. */
public final class BrokenLogStore extends DurableLogStore {

    /** How the next commit of a table goes wrong. */
    enum Fault {
        NONE,
        /** It is not written, and the writer is told so. */
        BEFORE_WRITE,
        /** It is written, but the writer is told that it was not. */
        LOST_REPLY,
        /** As a lost reply, and the log cannot be listed any more until the fault is taken back. */
        LOST_LOG
    }

    private static final AtomicReference<Fault> NEXT = new AtomicReference<>(Fault.NONE);
    private static final AtomicBoolean UNREADABLE = new AtomicBoolean();

    public BrokenLogStore(Configuration hadoop) {
        super(hadoop);
    }

    /** The next commit that adds data to a table goes wrong. */
    static void breakNext(Fault fault) {
        NEXT.set(fault);
    }

    /** All is well again. */
    static void repair() {
        NEXT.set(Fault.NONE);
        UNREADABLE.set(false);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration hadoop) throws IOException {
        boolean data = path.getName().endsWith(".json") && !path.getName().startsWith("00000000000000000000.");
        Fault fault = data ? NEXT.getAndSet(Fault.NONE) : Fault.NONE;
        if (fault == Fault.BEFORE_WRITE) {
            throw new IOException("the disk is full");
        }
        super.write(path, actions, overwrite, hadoop);
        if (fault != Fault.NONE) {
            UNREADABLE.set(fault == Fault.LOST_LOG);
            throw new IOException("the reply was lost");
        }
    }

    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration hadoop) throws IOException {
        if (UNREADABLE.get()) {
            throw new IOException("the log cannot be listed");
        }
        return super.listFrom(path, hadoop);
    }
}
