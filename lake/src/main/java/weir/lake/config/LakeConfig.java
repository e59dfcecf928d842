package weir.lake.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the lake is.
 *
 * @param root the directory that holds everything: an absolute path, or a URI with its scheme ({@code hdfs://…},
 *     {@code s3a://…}) as Hadoop's file systems understand it
 */
public record LakeConfig(String root) {
    public LakeConfig {
        root = checkedRoot(root);
    }

    static Optional<LakeConfig> read(Section section) {
        String root = section.required("root", Format.LOCATION, LakeConfig::checkedRoot);
        return section.make(() -> new LakeConfig(root));
    }

    private static String checkedRoot(String root) {
        if (!Format.hasScheme(root) && !Path.of(root).isAbsolute()) {
            throw new IllegalArgumentException("must be an absolute path or a URI, but is \"" + root + "\"");
        }
        return Secrets.refuseUserInfo(root);
    }
}
