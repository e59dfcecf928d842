package weir.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "weir.lake", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_NO_SESSION_NO_DELTA_NO_QUARTZ = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.spark.sql.SparkSession")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.spark.SparkContext")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark.sql.delta..", "io.delta.tables..", "org.quartz..");

    /** Every session of every module writes tables through it, and it needs no session: Delta's plug for a log store. */
    @ArchTest
    static final ArchRule ONLY_THE_LOG_STORE_KNOWS_THE_STORAGE_OF_DELTA = noClasses()
            .that(not(resideInAPackage("weir.lake.delta..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.delta..");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)(\\$.*)?")
            .orShould()
            .haveSimpleNameStartingWith("Base");

    @ArchTest
    static final ArchRule NO_DRAWER_FOR_EVERYTHING =
            noClasses().should().resideInAnyPackage("..common..", "..util..", "..utils..", "..helper..");

    @ArchTest
    static final ArchRule ONLY_FILES_AND_THE_LOG_STORE_TOUCH_THE_FILE_SYSTEM = noClasses()
            .that(not(resideInAnyPackage("weir.lake.files..", "weir.lake.delta..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hadoop.fs..");

    @ArchTest
    static final ArchRule ONLY_CONFIG_AND_SCHEMA_READ_HOCON = noClasses()
            .that(not(resideInAnyPackage("weir.lake.config..", "weir.lake.schema..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.typesafe.config..");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_A_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("weir.lake.(*)..").should().beFreeOfCycles();

    /** One for each way in which a caller acts: fix the lake, fix the configuration, decide. */
    @ArchTest
    static final ArchRule EXCEPTIONS_ARE_FEW = classes()
            .that()
            .areAssignableTo(Throwable.class)
            .should()
            .haveSimpleName("CorruptLakeException")
            .orShould()
            .haveSimpleName("ConfigException")
            .orShould()
            .haveSimpleName("DecisionNeededException");
}
