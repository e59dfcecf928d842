package weir.lake.files;

import java.io.IOException;

/** A process that takes a lock, says so, and holds it until its standard input ends. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (LakeLock lock = LakeLock.take(LakeFiles.of(arguments[0]), arguments[1])) {
            System.out.println("held " + (lock != null));
            System.in.readAllBytes();
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
