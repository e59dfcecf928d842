package weir.ingest.files;

import java.io.Serializable;

import weir.lake.raw.Position.TakenFile;
import weir.lake.raw.WrittenPart;

/**
 * What became of a file in a task.
 *
 * @param seen the file
 * @param taken what was read of it; null if it was refused
 * @param part its lines; null if they were not asked for, or if it was refused
 * @param refusal why it was refused; null if it was not
 */
record FileOutcome(SeenFile seen, TakenFile taken, WrittenPart part, Refusal refusal) implements Serializable {}
