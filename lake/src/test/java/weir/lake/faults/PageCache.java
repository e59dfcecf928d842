package weir.lake.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A tree of files as the operating system shows it, and beside it what of it is on the disk. */
final class PageCache {

    /** A file or a folder, whatever names it has. */
    static final class Node {
        private final boolean folder;
        private final Map<String, Node> names = new TreeMap<>();
        private final Map<String, Node> syncedNames = new TreeMap<>();
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private byte[] synced = new byte[0];

        private Node(boolean folder) {
            this.folder = folder;
        }

        void write(byte[] bytes, int offset, int length) {
            content.write(bytes, offset, length);
        }

        void sync() {
            synced = content.toByteArray();
            syncedNames.clear();
            syncedNames.putAll(names);
        }
    }

    private final Path root;
    private Node top;

    /** All that is below a root now is on the disk. */
    PageCache(Path root) throws IOException {
        this.root = root;
        this.top = Files.exists(root) ? load(root) : new Node(true);
    }

    private static Node load(Path path) throws IOException {
        Node node = new Node(Files.isDirectory(path));
        if (node.folder) {
            try (Stream<Path> children = Files.list(path)) {
                for (Path child : children.toList()) {
                    node.names.put(child.getFileName().toString(), load(child));
                }
            }
        } else {
            node.content.writeBytes(Files.readAllBytes(path));
        }
        node.sync();
        return node;
    }

    void makeFolder(Path path) {
        if (!path.equals(root)) {
            folderOf(path).names.putIfAbsent(name(path), new Node(true));
        }
    }

    /** An empty file of this name; one that is there already is cut to nothing. */
    Node create(Path path) {
        Node file = folderOf(path).names.computeIfAbsent(name(path), unused -> new Node(false));
        file.content.reset();
        return file;
    }

    /** What has this name. A folder that was made past this cache, as for locks, is on the disk. */
    Node at(Path path) {
        Node node = top;
        Path reached = root;
        for (Path step : path.equals(root) ? Path.of("") : root.relativize(path)) {
            reached = reached.resolve(step);
            Node next = reached.equals(root) ? top : node.names.get(step.toString());
            if (next == null && Files.isDirectory(reached)) {
                next = new Node(true);
                node.names.put(step.toString(), next);
                node.syncedNames.put(step.toString(), next);
            }
            node = Objects.requireNonNull(next, "nothing was made at " + path);
        }
        return node;
    }

    void move(Path from, Path to) {
        folderOf(to).names.put(name(to), folderOf(from).names.remove(name(from)));
    }

    void link(Path file, Path name) {
        folderOf(name).names.put(name(name), at(file));
    }

    void remove(Path path) {
        folderOf(path).names.remove(name(path));
    }

    private Node folderOf(Path path) {
        return at(path.getParent());
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    /** Leaves in the folder of the root what a loss of power leaves, which is on the disk then. */
    void losePower(Loss loss) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> all = Files.walk(root)) {
                List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.delete(path);
                }
            }
        }
        write(top, root, loss);
        top = load(root);
    }

    private static void write(Node node, Path path, Loss loss) throws IOException {
        if (!node.folder) {
            byte[] written = node.content.toByteArray();
            boolean whole = Arrays.equals(written, node.synced);
            Files.write(path, whole ? written : loss.left(node.synced, written));
            return;
        }
        Files.createDirectories(path);
        Set<String> all = new TreeSet<>(node.names.keySet());
        all.addAll(node.syncedNames.keySet());
        for (String name : all) {
            Node now = node.names.get(name);
            Node then = node.syncedNames.get(name);
            Node left = now == then || loss.keepsChange() ? now : then;
            if (left != null) {
                write(left, path.resolve(name), loss);
            }
        }
    }
}
