package weir.lake.archive;

import java.io.Closeable;
import java.io.IOException;

/** Where the frames of lines of one segment come from. */
interface FrameSource extends Closeable {

    /**
     * The lines of a frame, each ended by LF.
     *
     * @param frame lies behind those that were read before
     * @throws weir.lake.files.CorruptLakeException if it is not there, or not what it must be
     */
    byte[] read(Frame frame) throws IOException;
}
