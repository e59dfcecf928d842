package weir.lake.archive;

import java.util.Optional;

/** Says what becomes of the lines of a segment. Is used by one thread at a time. */
@FunctionalInterface
public interface LineEdit {

    /**
     * Looks at a line, which is {@code length} bytes of {@code buffer} from {@code offset}, without its LF. It must answer the
     * same however often it is asked, and leave a line alone that it has made.
     *
     * @param buffer is only read
     * @return empty if the line stays as it is; no byte if it is deleted, which leaves an empty line; else what it becomes,
     *     without LF
     */
    Optional<byte[]> edit(byte[] buffer, int offset, int length);
}
