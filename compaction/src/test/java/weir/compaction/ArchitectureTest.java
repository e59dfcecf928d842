package weir.compaction;

import java.time.Instant;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTest {

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("weir.compaction");
        assertThat(classes.contain(StreamCompaction.class)).isTrue();
        assertThat(classes.contain(PlannerTest.class)).isFalse();
    }

    @Test
    void knowsNeitherIngestNorReplay() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("weir.ingest..", "weir.replay..", "weir.console..")
                .check(classes);
    }

    @Test
    void keepsQuartzInTheRoomOfTheSchedule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("weir.compaction.schedule")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.quartz..")
                .check(classes);
    }

    @Test
    void keepsSparkAndTheLakeOutOfTheRoomOfTheSchedule() {
        noClasses()
                .that()
                .resideInAPackage("weir.compaction.schedule")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache..", "io.delta..", "weir.lake..")
                .check(classes);
    }

    @Test
    void plansWithoutSparkAndWithoutFiles() {
        noClasses()
                .that()
                .haveSimpleName("Plan")
                .or()
                .haveSimpleName("Planner")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache..", "io.delta..", "weir.lake.files..", "java.io..", "java.nio..")
                .check(classes);
    }

    @Test
    void usesNoNameThatSaysNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
                .orShould()
                .haveNameMatching(".*[.$]Base[A-Z].*")
                .check(classes);
    }

    @Test
    void asksNoClockOfTheSystem() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(classes);
    }
}
