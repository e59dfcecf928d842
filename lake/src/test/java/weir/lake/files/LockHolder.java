package weir.lake.files;

/** A process that takes a lock, says so, and holds it until its standard input ends. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
        try (LakeLock lock = LakeLock.take(LakeFiles.of(arguments[0]), arguments[1])) {
            System.out.println("held " + (lock != null));
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (java.io.IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
