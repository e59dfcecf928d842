package weir.bench.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

import weir.lake.StreamSpec;
import weir.lake.command.Progress;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Microbatch;

/**
 * The generated lines of some options, as lakes in one folder. A lake is built when it is first asked for, and taken as it
 * is afterwards, also by later processes; whoever changes one works on a {@link #freshCopy}. For one thread.
 */
public final class TweetLakes {

    /** The stream in each of the lakes. */
    public static final String STREAM = "tweets";

    private static final String COLUMNS = "tweet-columns.conf";
    private static final String FACTS = "facts.json";
    private static final long SMALL_PART_BYTES = 10_000;
    private static final long TWEET_BYTES = 3_437; // on an average

    private final Path folder;
    private final TweetDataOptions options;
    private final Clock clock;

    private TweetLakes(Path folder, TweetDataOptions options, Clock clock) {
        this.folder = folder;
        this.options = options;
        this.clock = clock;
    }

    /** Builds one of the lakes. */
    @FunctionalInterface
    public interface Building {
        /** Makes the lake in a folder that is not there yet. */
        void build(Path root) throws Exception;
    }

    /**
     * Takes a folder for the data, and writes the configuration of the lakes there.
     *
     * @param parent the folder that holds data of all options
     * @param clock measures how long generating takes
     */
    public static TweetLakes in(Path parent, TweetDataOptions options, Clock clock) throws IOException {
        Path folder = parent.toAbsolutePath().normalize().resolve(options.folderName());
        Files.createDirectories(folder);
        try (InputStream columns = TweetLakes.class.getResourceAsStream(COLUMNS)) {
            Files.copy(columns, folder.resolve(COLUMNS), StandardCopyOption.REPLACE_EXISTING);
        }
        TweetLakes dataset = new TweetLakes(folder, options, clock);
        Files.writeString(dataset.configuration(), dataset.configurationText());
        return dataset;
    }

    private String configurationText() {
        return """
                lake.root = "%s"
                streams.%s {
                  source { type = twitter, track = [] }
                  schema = "%s"
                  key = [id]
                  event-time = timestamp_ms
                }
                """
                .formatted(Layout.MICROBATCHES.name(), STREAM, COLUMNS);
    }

    /** The configuration file of the lakes; its {@code lake.root} is the lake of microbatches. */
    public Path configuration() {
        return folder.resolve("weir.conf");
    }

    /** The configuration for one of the lakes. */
    public WeirConfig configuration(Path lake) {
        return WeirConfig.load(configuration(), Map.of("lake.root", lake.toString()));
    }

    /** The stream, with a filter that keeps everything. */
    public StreamSpec spec() {
        return configuration(folder).stream(STREAM).spec();
    }

    /** What is known of the lines. */
    public TweetFacts facts() throws Exception {
        lake(Layout.MICROBATCHES);
        return new ObjectMapper().readValue(folder.resolve(FACTS).toFile(), TweetFacts.class);
    }

    /** The lines once more, from the first one. */
    public PlantedTweets tweets() {
        return new PlantedTweets(options);
    }

    /** A lake whose raw zone holds all lines. */
    public Path lake(Layout layout) throws Exception {
        return lake(layout.name(), root -> {
            PlantedTweets tweets = tweets();
            write(root, tweets, layout, options.bytes());
            new ObjectMapper().writeValue(folder.resolve(FACTS).toFile(), tweets.facts());
        });
    }

    /** A lake of at least so many microbatches of some 20 kB, with other lines than the big ones have. */
    public Path lakeOfSmallMicrobatches(int atLeast) throws Exception {
        long bytes = 2L * atLeast * Layout.PARTS * SMALL_PART_BYTES; // a part may be longer by a line
        Layout layout = new Layout("small-microbatches-" + atLeast, SMALL_PART_BYTES, Layout.PARTS);
        return lake(
                layout.name(),
                root -> write(root, new PlantedTweets(new TweetDataOptions(bytes, options.seed())), layout, bytes));
    }

    /** A lake of so many microbatches of one line each, with other lines than the big ones have. */
    public Path lakeOfSingleLines(int microbatches) throws Exception {
        Layout layout = new Layout("single-lines-" + microbatches, 1, 1);
        PlantedTweets tweets = new PlantedTweets(new TweetDataOptions(Long.MAX_VALUE, options.seed()));
        return lake(
                layout.name(),
                root -> write(
                        root,
                        Stream.generate(tweets::next).limit(microbatches).iterator(),
                        layout,
                        microbatches * TWEET_BYTES));
    }

    /** A file of the first lines, at most so many. */
    public Path fileOfLines(int atMost) throws Exception {
        return lake("lines-" + atMost + ".jsonl", file -> {
            PlantedTweets tweets = tweets();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                for (int lines = 0; lines < atMost && tweets.hasNext(); lines++) {
                    out.write(tweets.next());
                    out.write('\n');
                }
            }
        });
    }

    /** A lake, or a file, of this name. */
    public Path lake(String name, Building building) throws Exception {
        Path lake = folder.resolve(name);
        if (!Files.exists(lake)) {
            Path begun = folder.resolve(name + ".part");
            Trees.delete(begun);
            building.build(begun);
            Files.move(begun, lake);
        }
        return lake;
    }

    private void write(Path root, Iterator<byte[]> tweets, Layout layout, long bytes) throws IOException {
        try (Progress progress = Progress.start("generating " + layout.name(), Progress.BYTES, bytes, clock)) {
            new RawZoneWriter(LakeFiles.of(root.toString()), spec()).write(tweets, layout, progress);
        }
    }

    /** A place for what a run writes; nothing is there. */
    public Path emptyPlace(String name) throws IOException {
        Path place = folder.resolve("work").resolve(name);
        Trees.delete(place);
        Files.createDirectories(place.getParent());
        return place;
    }

    /**
     * A copy of a lake that may be changed by creating and removing files. The files are links to the same bytes, so that
     * copying writes next to nothing and leaves what the disk has cached as it is.
     */
    public Path freshCopy(Path lake, String name) throws IOException {
        Path copy = emptyPlace(name);
        Trees.link(lake, copy);
        return copy;
    }

    /** Makes one committed microbatch of a lake a committed one of another lake, as {@link #freshCopy} does. */
    public static void link(Microbatch microbatch, Path from, Path to) throws IOException {
        Path target = to.resolve(microbatch.folder());
        Files.createDirectories(target.getParent());
        Trees.link(from.resolve(microbatch.folder()), target);
    }
}
