package weir.console.doctor;

import java.util.List;

import scala.util.Properties;

import weir.lake.command.BuildVersion;

/** The Java that runs, its memory, and the versions of what Weir is made of. */
final class RuntimeChecks {

    private static final int JAVA = 17;
    private static final long MIN_HEAP_BYTES = 900L << 20;
    private static final String SCALA = "2.12";

    private RuntimeChecks() {}

    static List<Finding> look() {
        return List.of(
                java(Runtime.version().feature()), heap(Runtime.getRuntime().maxMemory()), versions());
    }

    static Finding java(int feature) {
        String found = feature + " (" + System.getProperty("java.vendor") + ")";
        return feature == JAVA
                ? Finding.ok("Java", found)
                : Finding.warn(
                        "Java", found, "Weir and its Spark are tested with Java " + JAVA + "; set JAVA_HOME to it.");
    }

    static Finding heap(long bytes) {
        String found = Amount.bytes(bytes) + " of heap at most";
        return bytes >= MIN_HEAP_BYTES
                ? Finding.ok("memory", found)
                : Finding.warn("memory", found, "Give Java 1 GiB or more: WEIR_JAVA_OPTS=-Xmx1g");
    }

    private static Finding versions() {
        String scala = Properties.versionNumberString();
        String found = "Weir %s, Spark %s, Delta %s, Scala %s"
                .formatted(
                        BuildVersion.text(),
                        org.apache.spark.package$.MODULE$.SPARK_VERSION(),
                        io.delta.package$.MODULE$.VERSION(),
                        scala);
        return scala.startsWith(SCALA)
                ? Finding.ok("versions", found)
                : Finding.fail(
                        "versions", found, "Use the libraries of the distribution: Scala must be " + SCALA + ".");
    }
}
