package weir.ingest;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "weir.ingest", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule doesNotSeeItsNeighbours = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("weir.compaction..", "weir.replay..", "weir.console..");

    @ArchTest
    static final ArchRule onlyTheTwitterRoomKnowsTwitter4jAndBahir = noClasses()
            .that()
            .resideOutsideOfPackage("weir.ingest.twitter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("twitter4j..", "org.apache.spark.streaming.twitter..");

    @ArchTest
    static final ArchRule onlyTheKafkaRoomKnowsKafka = noClasses()
            .that()
            .resideOutsideOfPackage("weir.ingest.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.spark.streaming.kafka010..");

    @ArchTest
    static final ArchRule sourcesDoNotKnowTheService = noClasses()
            .that()
            .resideInAnyPackage("weir.ingest.twitter..", "weir.ingest.kafka..", "weir.ingest.files..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("weir.ingest");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
            .orShould()
            .haveNameMatching(".*\\.(Base|Abstract)[A-Z]\\w*");
}
