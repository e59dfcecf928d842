package weir.console.kills;

import java.io.IOException;
import java.util.List;

/** Lines that were captured, wherever a pipeline keeps them, in the order in which it keeps them. */
interface Captured {

    /** Hands on every line. */
    void read(LineSink sink) throws IOException;

    /** When the pipeline says that it did not listen; known after reading. */
    List<RecordedGap> gaps();

    /** What in its files contradicts itself, one sentence each; known after reading. */
    List<String> contradictions();

    /** Is given lines. */
    @FunctionalInterface
    interface LineSink {

        /**
         * Takes a line.
         *
         * @param compacted whether a table should have the line too
         */
        void line(byte[] line, boolean compacted);
    }
}
