package weir.lake.command;

import picocli.CommandLine.IVersionProvider;

/** The version that {@code --version} prints: that of the jar, or {@code development} for classes outside of one. */
public final class BuildVersion implements IVersionProvider {
    /** The version alone, as manifests and log lines carry it. */
    public static String text() {
        String version = BuildVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"weir " + text()};
    }
}
