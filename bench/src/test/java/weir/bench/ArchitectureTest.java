package weir.bench;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "weir.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule MEASURING_KNOWS_NOTHING_OF_WHAT_IS_MEASURED = noClasses()
            .that()
            .resideInAPackage("weir.bench.measure..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("weir.lake..", "weir.ingest..", "weir.compaction..", "weir.replay..", "org.apache..");

    @ArchTest
    static final ArchRule THE_DATA_NEEDS_NO_SPARK_SESSION = noClasses()
            .that()
            .resideInAPackage("weir.bench.data..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "weir.compaction..", "weir.replay..");

    @ArchTest
    static final ArchRule NAMES_SAY_SOMETHING =
            noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)|.*\\.Base[A-Z].*");
}
