package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.hibernate.JDBCException;

/** Bean Validation, by Hibernate Validator, before a flush writes. */
@Spec("SE-26")
class ValidationFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.VALIDATION;
    }

    @Embeddable
    static class Limits {
        @Max(10)
        int most;
    }

    @Entity(name = "Form")
    static class Form {
        @Id
        int id;

        @NotBlank
        String name;

        @Valid
        Limits limits = new Limits();

        Form() {}

        Form(int id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    @Feature("Constraints at `persist`")
    void atPersist(Trial trial) {
        assertThatThrownBy(() -> trial.persist(new Form(1, " ")))
                .isInstanceOf(ConstraintViolationException.class)
                .hasMessageContaining("name");
        assertThat(trial.find(Form.class, 1)).isNull();
    }

    @Feature("Constraints at an update")
    void atUpdate(Trial trial) {
        trial.persist(new Form(2, "ann"));

        assertThatThrownBy(() -> trial.plainly(session -> session.find(Form.class, 2).name = ""))
                .hasStackTraceContaining("ConstraintViolationException");
        assertThat(trial.find(Form.class, 2).name).isEqualTo("ann");
    }

    @Feature("`@Valid`: constraints of embeddables")
    void embeddables(Trial trial) {
        var form = new Form(3, "ben");
        form.limits.most = 11;

        assertThatThrownBy(() -> trial.persist(form)).isInstanceOf(ConstraintViolationException.class);
    }

    @Entity(name = "Firm")
    static class Firm {
        @Id
        int id;

        @NotNull
        String name;
    }

    @Feature("`@NotNull` in the schema")
    void notNull(Trial trial) {
        assertThatThrownBy(() -> trial.transaction(
                        session -> await(session.createNativeMutationQuery("insert into Firm (id) values (1)")
                                .executeUpdate())))
                .isInstanceOf(JDBCException.class);
    }
}
