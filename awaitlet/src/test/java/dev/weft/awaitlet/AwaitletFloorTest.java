package dev.weft.awaitlet;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

/** The rules of the lowest floor: what it stands on, and what its code never does. */
@AnalyzeClasses(packages = "dev.weft.awaitlet", importOptions = DoNotIncludeTests.class)
class AwaitletFloorTest {
    @ArchTest
    static final ArchRule itStandsOnTheJdkAndJSpecifyOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.weft.awaitlet..", "java..", "jdk.jfr", "org.jspecify..");

    @ArchTest
    static final ArchRule nothingLivesWithAThread =
            noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

    /** Still a preview, and it would cut off the awaitlet's own context. */
    private static final ArchRule NO_PREVIEW_SCOPES = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.concurrent\\.StructuredTaskScope.*");

    @Test
    @Spec("SC-31")
    void groupsDoWithoutTheScopesThatAreStillAPreview() {
        NO_PREVIEW_SCOPES.check(new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("dev.weft.awaitlet"));
    }

    @ArchTest
    static final ArchRule nothingSleeps = noClasses()
            .should()
            .callMethodWhere(target(owner(name(Thread.class.getName()))).and(target(name("sleep"))));

    @ArchTest
    static final ArchRule noMethodIsSynchronized = noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule noBlockIsSynchronized = classes().should(notEnterMonitors());

    @ArchTest
    static final ArchRule publicClassesAreFinalOrSealed = classes()
            .that()
            .arePublic()
            .and(are(not(INTERFACES)))
            .and(are(not(belongToAnyOf(WorkFuture.class, WeftException.class))))
            .should(beFinalOrSealed());

    /** Breaks the rules that the library offers no words for, so that they are seen to bite. */
    static class Offender {
        private final Object monitor = new Object();

        int locked() {
            synchronized (monitor) {
                return 1;
            }
        }
    }

    @Test
    void aSynchronizedBlockAndAnOpenClassAreFoundOut() {
        JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

        assertThat(noBlockIsSynchronized.evaluate(offender).hasViolation()).isTrue();
        assertThat(classes().should(beFinalOrSealed()).evaluate(offender).hasViolation())
                .isTrue();
    }

    private static ArchCondition<JavaClass> notEnterMonitors() {
        return new ArchCondition<>("not enter a monitor") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(type, !entersMonitor(type), type.getName() + " enters a monitor"));
            }
        };
    }

    private static boolean entersMonitor(JavaClass type) {
        try (var bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return ClassFile.of().parse(bytes.readAllBytes()).methods().stream()
                    .flatMap(method -> method.code().stream())
                    .flatMap(code -> code.elementStream())
                    .anyMatch(MonitorInstruction.class::isInstance);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ArchCondition<JavaClass> beFinalOrSealed() {
        return new ArchCondition<>("be final or sealed") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var loaded = type.reflect();
                var closed = Modifier.isFinal(loaded.getModifiers()) || loaded.isSealed();
                events.add(new SimpleConditionEvent(type, closed, type.getName() + " is open to subclasses"));
            }
        };
    }
}
