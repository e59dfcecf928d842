package weir.console;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "weir", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NOBODY_SEES_THE_CONSOLE = noClasses()
            .that()
            .resideOutsideOfPackage("weir.console..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("weir.console..");

    @ArchTest
    static final ArchRule THE_ROOMS_DO_NOT_SEE_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("weir.lake..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("weir.ingest..", "weir.report..", "weir.compaction..", "weir.replay..");

    @ArchTest
    static final ArchRule NAMES_SAY_SOMETHING =
            noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)|.*\\.Base[A-Z].*");
}
