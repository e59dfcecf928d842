package weir.bench.peer;

import java.io.IOException;
import java.nio.file.Path;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Contender;

/**
 * What a script would do that leaves what a compaction leaves: DuckDB's table, the lines in one tested zstd file, and no
 * raw files. It compares no line with a checksum and syncs nothing. Each time on a fresh copy of the lake.
 */
public final class DuckDbAndArchive implements Contender {

    private final TweetLakes data;
    private final Path lake;
    private final Path zstd;
    private DuckDbToParquet table;
    private Path copy;

    /**
     * @param lake whose raw zone is read; it is left as it is
     * @param zstd the program
     */
    public DuckDbAndArchive(TweetLakes data, Path lake, Path zstd) {
        this.data = data;
        this.lake = lake;
        this.zstd = zstd;
    }

    @Override
    public String name() {
        return "DuckDB → Parquet, cat | zstd -3 -T2, zstd -t, rm -r";
    }

    @Override
    public void prepare() throws IOException {
        copy = data.freshCopy(lake, "duckdb-and-archive");
        table = new DuckDbToParquet(data, copy);
        table.prepare();
    }

    @Override
    public void run() throws Exception {
        table.run();
        String script =
                """
                set -eu
                cd "$1"
                find raw -name 'part-*' | sort | xargs cat | "$2" -3 -T2 -q -o archive.jsonl.zst
                "$2" -t -q archive.jsonl.zst
                rm -r raw
                """;
        Process process = new ProcessBuilder("sh", "-c", script, "sh", copy.toString(), zstd.toString())
                .inheritIO()
                .start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(name() + " ended with exit code " + code);
        }
    }

    @Override
    public String answer() throws Exception {
        return table.answer();
    }
}
