package weir.bench.row;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What rows are told besides the data.
 *
 * @param path where programs are looked for, as in {@code PATH}
 * @param home the checkout or installation, whose commands are measured as processes; empty if there is none
 * @param commits how many commits the later one has before it
 * @param feedMessages how many messages a feed has
 */
public record BenchSettings(String path, Optional<Path> home, int commits, int feedMessages) {}
