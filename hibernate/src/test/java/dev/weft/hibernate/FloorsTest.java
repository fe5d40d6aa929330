package dev.weft.hibernate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module may use: the floors below it, Hibernate, and no more. */
@AnalyzeClasses(packages = "dev.weft.hibernate", importOptions = DoNotIncludeTests.class)
class FloorsTest {
    @ArchTest
    static final ArchRule hibernateStandsOnTheEngineAndHibernateOnly = classes()
            .that()
            .resideInAPackage("dev.weft.hibernate..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.weft.hibernate..",
                    "dev.weft.engine",
                    "dev.weft.engine.spi",
                    "dev.weft.awaitlet",
                    "dev.weft.awaitlet.spi",
                    "org.hibernate..",
                    "jakarta.persistence..",
                    "org.jspecify.annotations",
                    "java..",
                    "javax.sql..");

    @ArchTest
    static final ArchRule nothingIsKeptInThreadsOrGuardedByMonitors =
            noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);
}
