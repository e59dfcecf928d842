package weir.lake.raw;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

import weir.lake.filter.NeedleSearch;

/** The lines of an input stream, ended by LF; a last line without LF is a line too. Holds one line in memory. */
public final class StreamLines implements LineCursor {

    private static final int START_BYTES = 1 << 16;

    private final Input in;
    /** What was read. */
    private ByteBuffer memory;
    /** The same in an array, up to {@link #held}. */
    private byte[] buffer;

    private int held;
    /** Lends memory outside of the heap if the first who asks searches; null once anything was read. */
    private LineBuffer lender;

    private int begin;
    private int end;
    /** No line ends behind the current one and before this place. */
    private int scanned;

    private int offset;
    private int length;
    private boolean terminated = true;
    /**
     * Lines before the place up to which they are counted, which may lie before what is in memory: of those that a search passes
     * over, only who asks pays for it.
     */
    private long number;

    private long counted;
    /** Bytes before those in memory. */
    private long bytesBefore;

    /** Lines of {@code in}, which is closed with this. */
    public StreamLines(InputStream in) {
        this(in, new byte[START_BYTES]);
    }

    /** As {@link #StreamLines(InputStream)}, in memory that nobody else uses until this is closed. */
    public StreamLines(InputStream in, LineBuffer memory) {
        this(in, memory.bytes());
    }

    private StreamLines(InputStream in, byte[] buffer) {
        this(new StreamInput(in), ByteBuffer.wrap(buffer), buffer);
    }

    /**
     * As {@link #StreamLines(InputStream, LineBuffer)}, of a channel that blocks, from its beginning. If the first lines are
     * searched for, bytes are copied into an array only where one is found, and read again only where it is asked for its number.
     */
    public StreamLines(SeekableByteChannel in, LineBuffer memory) {
        this(new ChannelInput(in), ByteBuffer.wrap(memory.bytes()), memory.bytes());
        this.lender = memory;
    }

    private StreamLines(Input in, ByteBuffer memory, byte[] buffer) {
        this.in = in;
        this.memory = memory;
        this.buffer = buffer;
    }

    /** Where bytes come from. */
    private interface Input extends Closeable {
        /** Reads some bytes to where a buffer stands. @return how many; -1 at the end */
        int read(ByteBuffer target) throws IOException;

        /** Whether it can count what was read already. */
        boolean readsAgain();

        /** How many LF there are from one place to another one that was read; it goes on where it was. */
        long count(long from, long to) throws IOException;
    }

    private record StreamInput(InputStream in) implements Input {

        @Override
        public int read(ByteBuffer target) throws IOException {
            return in.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
        }

        @Override
        public boolean readsAgain() {
            return false;
        }

        @Override
        public long count(long from, long to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private record ChannelInput(SeekableByteChannel in) implements Input {

        @Override
        public int read(ByteBuffer target) throws IOException {
            return in.read(target);
        }

        @Override
        public boolean readsAgain() {
            return true;
        }

        @Override
        public long count(long from, long to) throws IOException {
            long place = in.position();
            byte[] again = new byte[(int) Math.min(START_BYTES, to - from)];
            long count = 0;
            in.position(from);
            for (long left = to - from; left > 0; ) {
                int read = in.read(ByteBuffer.wrap(again, 0, (int) Math.min(again.length, left)));
                if (read < 0) {
                    throw new EOFException("A file has become shorter while it was read");
                }
                count += LineFeeds.count(again, 0, read);
                left -= read;
            }
            in.position(place);
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @Override
    public boolean next() throws IOException {
        scanned = Math.max(scanned, begin);
        while (true) {
            scanned = LineFeeds.next(held(), scanned, end);
            if (scanned < end) {
                offset = begin;
                length = scanned - begin;
                begin = scanned + 1;
                if (counted == offset) {
                    number++;
                    counted = begin;
                }
                return true;
            }
            if (!readMore()) {
                return lastLine();
            }
        }
    }

    @Override
    public boolean next(NeedleSearch search) throws IOException {
        if (lender != null) {
            memory = lender.outside();
        }
        while (true) {
            int found = search.find(memory, begin, end);
            int line = lineAt(found);
            int passed = line - begin;
            begin = line;
            if (found < end) {
                next();
                search.passed(passed, length);
                return true;
            }
            search.passed(passed, 0);
            if (!readMore()) {
                terminated &= begin == end;
                search.passed(end - begin, 0);
                begin = end;
                return false;
            }
        }
    }

    /** Where the line begins that a place lies in. */
    private int lineAt(int place) {
        int at = place;
        while (at > begin && memory.get(at - 1) != '\n') {
            at--;
        }
        return at;
    }

    /** The array with all that was read. */
    private byte[] held() {
        if (held < end) {
            if (!memory.hasArray()) {
                memory.get(held, buffer, held, end - held);
            }
            held = end;
        }
        return buffer;
    }

    /**
     * The number of the current line, from 0.
     *
     * @throws IOException if what a search has passed over must be read again, and cannot be
     */
    public long number() throws IOException {
        if (counted > offset) {
            return number - 1;
        }
        count(offset);
        return number;
    }

    private void count(int to) throws IOException {
        if (counted < 0) {
            number += in.count(bytesBefore + counted, bytesBefore);
            counted = 0;
        }
        number += LineFeeds.count(held(), (int) counted, to);
        counted = to;
    }

    @Override
    public boolean isAtHand() {
        scanned = LineFeeds.next(held(), Math.max(scanned, begin), end);
        return scanned < end;
    }

    /** Whether the last line ended with LF; true if there were no lines. Known once {@link #next} has said false. */
    public boolean terminated() {
        return terminated;
    }

    /** Bytes that were read of a line whose end has not come. */
    public int begun() {
        return end - begin;
    }

    private boolean lastLine() {
        if (begin == end) {
            return false;
        }
        offset = begin;
        length = end - begin;
        begin = end;
        terminated = false;
        return true;
    }

    /** Reads on behind what is there of a line. @return false at the end */
    private boolean readMore() throws IOException {
        if (end == buffer.length) {
            makeRoom();
        }
        lender = null;
        int read = in.read(memory.position(end));
        end += Math.max(read, 0);
        return read >= 0;
    }

    /** Moves the begun line to the front; into a larger array if it is long, which is read into from then on. */
    private void makeRoom() throws IOException {
        if (!in.readsAgain()) {
            count(begin);
        }
        int begun = end - begin;
        if (begun <= buffer.length / 2) {
            memory.put(0, memory, begin, begun);
            held = memory.hasArray() ? begun : 0;
        } else {
            buffer = Arrays.copyOfRange(held(), begin, begin + Math.multiplyExact(buffer.length, 2));
            memory = ByteBuffer.wrap(buffer);
            held = begun;
        }
        scanned = Math.max(scanned - begin, 0);
        bytesBefore += begin;
        counted -= begin;
        begin = 0;
        end = begun;
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
