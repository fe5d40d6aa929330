package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.SecondaryTable;
import java.util.List;
import org.hibernate.Hibernate;
import org.hibernate.annotations.ConcreteProxy;
import org.hibernate.annotations.DiscriminatorFormula;

/** Hierarchies of entities and of embeddables. */
@Spec("SE-26")
class InheritanceFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.INHERITANCE;
    }

    @Entity(name = "Animal")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @DiscriminatorColumn(name = "kind")
    @ConcreteProxy
    static class Animal {
        @Id
        int id;

        String name;
    }

    @Entity(name = "Cat")
    @DiscriminatorValue("cat")
    static class Cat extends Animal {
        int lives;
    }

    @Entity(name = "Dog")
    @DiscriminatorValue("dog")
    static class Dog extends Animal {
        String trick;
    }

    @Entity(name = "Owner")
    static class Owner {
        @Id
        int id;

        @ManyToOne(fetch = FetchType.LAZY)
        Animal pet;
    }

    private static Cat cat(int id) {
        var cat = new Cat();
        cat.id = id;
        cat.name = "tom";
        cat.lives = 9;
        return cat;
    }

    private static Dog dog(int id) {
        var dog = new Dog();
        dog.id = id;
        dog.name = "rex";
        dog.trick = "roll";
        return dog;
    }

    @Feature("`InheritanceType.SINGLE_TABLE`, `@DiscriminatorColumn`")
    void singleTable(Trial trial) {
        trial.persist(cat(1), dog(2));

        assertThat(trial.find(Animal.class, 1))
                .isInstanceOfSatisfying(Cat.class, cat -> assertThat(cat.lives).isEqualTo(9));
        assertThat(trial.find(Cat.class, 2)).as("a dog is no cat").isNull();
        assertThat(trial.sql("select kind from Animal where id = 2", String.class))
                .isEqualTo("dog");
    }

    @Feature("`treat` and `type` in HQL")
    void treat(Trial trial) {
        trial.persist(cat(11), dog(12));

        assertThat(trial.single(
                        "select treat(a as Cat).lives from Animal a where type(a) = Cat and a.id in (11, 12)",
                        Integer.class))
                .isEqualTo(9);
    }

    @Feature("`@ConcreteProxy`: a lazy reference of the right class")
    void concreteProxy(Trial trial) {
        var owner = new Owner();
        owner.id = 1;
        var pet = cat(21);
        owner.pet = pet;
        trial.persist(pet, owner);

        var found = trial.find(Owner.class, 1);
        assertThat(found.pet).isInstanceOf(Cat.class);
        assertThat(Hibernate.isInitialized(found.pet)).isFalse();
    }

    @Entity(name = "Account")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Account {
        @Id
        int id;

        long cents;
    }

    @Entity(name = "Savings")
    static class Savings extends Account {
        double rate;
    }

    @Entity(name = "Current")
    static class Current extends Account {
        long overdraft;
    }

    @Feature("`InheritanceType.JOINED`")
    void joined(Trial trial) {
        var savings = new Savings();
        savings.id = 1;
        savings.cents = 500;
        savings.rate = 1.5;
        var current = new Current();
        current.id = 2;
        current.cents = 20;
        trial.persist(savings, current);
        var changed =
                trial.transaction(session -> await(session.createMutationQuery("update Account set cents = cents + 1")
                        .executeUpdate()));

        assertThat(changed).isEqualTo(2);
        assertThat(trial.find(Account.class, 1))
                .isInstanceOfSatisfying(
                        Savings.class, found -> assertThat(found.rate).isEqualTo(1.5));
        assertThat(trial.single("select sum(cents) from Account", Long.class)).isEqualTo(522);
        assertThat(trial.sql("select count(*) from Savings", Long.class)).isEqualTo(1);
    }

    @Entity(name = "Shape")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Shape {
        @Id
        int id;
    }

    @Entity(name = "Circle")
    static class Circle extends Shape {
        double radius;
    }

    @Entity(name = "Square")
    static class Square extends Shape {
        double side;
    }

    @Feature("`InheritanceType.TABLE_PER_CLASS`")
    void tablePerClass(Trial trial) {
        var circle = new Circle();
        circle.id = 1;
        circle.radius = 2.5;
        var square = new Square();
        square.id = 2;
        trial.persist(circle, square);

        List<Shape> shapes =
                trial.session(session -> await(session.createSelectionQuery("from Shape order by id", Shape.class)
                        .getResultList()));
        assertThat(shapes).hasExactlyElementsOfTypes(Circle.class, Square.class);
        assertThat(trial.sql("select radius from Circle", Double.class)).isEqualTo(2.5);
    }

    @MappedSuperclass
    static class Named {
        @Id
        int id;

        String name;
    }

    @Entity(name = "Street")
    static class Street extends Named {}

    @Feature("`@MappedSuperclass`")
    void mappedSuperclass(Trial trial) {
        var street = new Street();
        street.id = 1;
        street.name = "elm";
        trial.persist(street);

        assertThat(trial.find(Street.class, 1).name).isEqualTo("elm");
    }

    @Entity(name = "Person")
    @SecondaryTable(name = "person_details")
    static class Person {
        @Id
        int id;

        String name;

        @Column(table = "person_details")
        String motto;
    }

    @Feature("`@SecondaryTable`")
    void secondaryTable(Trial trial) {
        var person = new Person();
        person.id = 1;
        person.name = "ann";
        person.motto = "on";
        trial.persist(person);
        trial.plainly(session -> session.find(Person.class, 1).motto = "off");

        assertThat(trial.find(Person.class, 1).motto).isEqualTo("off");
        assertThat(trial.sql("select motto from person_details", String.class)).isEqualTo("off");
    }

    @Entity(name = "Figure")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @DiscriminatorFormula("case when sides = 0 then 'round' else 'flat' end")
    @DiscriminatorValue("flat")
    static class Figure {
        @Id
        int id;

        int sides;
    }

    @Entity(name = "Round")
    @DiscriminatorValue("round")
    static class Round extends Figure {}

    @Feature("`@DiscriminatorFormula`")
    void discriminatorFormula(Trial trial) {
        var figure = new Figure();
        figure.id = 1;
        figure.sides = 3;
        var round = new Round();
        round.id = 2;
        trial.persist(figure, round);

        assertThat(trial.find(Figure.class, 1)).isNotInstanceOf(Round.class);
        assertThat(trial.find(Figure.class, 2)).isInstanceOf(Round.class);
    }

    @Embeddable
    @DiscriminatorColumn(name = "payment_kind")
    @DiscriminatorValue("cash")
    static class Payment {
        long cents;
    }

    @Embeddable
    @DiscriminatorValue("card")
    static class CardPayment extends Payment {
        String digits;
    }

    @Entity(name = "Bill")
    static class Bill {
        @Id
        int id;

        @jakarta.persistence.Embedded
        Payment payment;
    }

    @Feature("Embeddables that inherit")
    void embeddableInheritance(Trial trial) {
        var card = new CardPayment();
        card.cents = 5;
        card.digits = "1234";
        var bill = new Bill();
        bill.id = 1;
        bill.payment = card;
        trial.persist(bill);

        assertThat(trial.find(Bill.class, 1).payment)
                .isInstanceOfSatisfying(
                        CardPayment.class, found -> assertThat(found.digits).isEqualTo("1234"));
    }
}
