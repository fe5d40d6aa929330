package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.Hibernate;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminator;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.ManyToAny;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;

/** How entities refer to each other. */
@Spec({"SE-26", "SE-15"})
class AssociationFeaturesTest extends Features {
    @Override
    Area area() {
        return Area.ASSOCIATIONS;
    }

    @Entity(name = "Author")
    static class Author {
        @Id
        int id;

        String name;

        @OneToMany(mappedBy = "author", cascade = CascadeType.ALL)
        List<Book> books = new ArrayList<>();

        Author() {}

        Author(int id, String name) {
            this.id = id;
            this.name = name;
        }

        String name() {
            return name;
        }

        Book write(int book) {
            var written = new Book();
            written.id = book;
            written.author = this;
            books.add(written);
            return written;
        }
    }

    @Entity(name = "Book")
    static class Book {
        @Id
        int id;

        @ManyToOne(fetch = FetchType.LAZY)
        Author author;
    }

    @Feature("`@ManyToOne`")
    void manyToOne(Trial trial) {
        var author = new Author(1, "ann");
        author.write(11);
        trial.persist(author);

        var name = trial.plainly(session -> {
            var book = session.find(Book.class, 11);
            assertThat(Hibernate.isInitialized(book.author)).isFalse();
            return book.author.name();
        });
        assertThat(name).isEqualTo("ann");
    }

    @Feature("`@OneToMany(mappedBy)`")
    void oneToMany(Trial trial) {
        var author = new Author(2, "ben");
        author.write(21);
        author.write(22);
        trial.persist(author);

        var books = trial.transaction(session -> {
            var found = await(session.find(Author.class, 2));
            var fetched = List.copyOf(await(session.fetch(found.books)));
            found.write(23);
            return fetched;
        });
        assertThat(books).extracting(book -> book.id).containsExactlyInAnyOrder(21, 22);
        assertThat(trial.single("select count(*) from Book where author.id = 2", Long.class))
                .isEqualTo(3);
    }

    @Entity(name = "Shelf")
    static class Shelf {
        @Id
        int id;

        @OneToMany(cascade = CascadeType.PERSIST)
        @JoinColumn(name = "shelf_id")
        Set<Box> boxes = new HashSet<>();

        @OneToMany
        @JoinTable(name = "shelf_spare")
        Set<Box> spare = new HashSet<>();
    }

    @Entity(name = "Box")
    static class Box {
        @Id
        int id;

        Box() {}

        Box(int id) {
            this.id = id;
        }
    }

    @Feature("`@OneToMany` with `@JoinColumn`")
    void oneToManyWithJoinColumn(Trial trial) {
        var shelf = new Shelf();
        shelf.id = 1;
        shelf.boxes.addAll(List.of(new Box(1), new Box(2)));
        trial.persist(shelf);
        trial.transaction(session -> {
            var found = await(session.find(Shelf.class, 1));
            return await(session.fetch(found.boxes)).removeIf(box -> box.id == 1);
        });

        assertThat(trial.sql("select count(*) from Box where shelf_id = 1", Long.class))
                .isEqualTo(1);
        assertThat(trial.sql("select count(*) from Box where id in (1, 2)", Long.class))
                .isEqualTo(2);
    }

    @Feature("`@OneToMany` with `@JoinTable`")
    void oneToManyWithJoinTable(Trial trial) {
        var shelf = new Shelf();
        shelf.id = 2;
        var box = new Box(3);
        shelf.spare.add(box);
        trial.persist(box, shelf);

        assertThat(trial.sql("select count(*) from shelf_spare", Long.class)).isEqualTo(1);
        assertThat(trial.single("select b.id from Shelf s join s.spare b where s.id = 2", Integer.class))
                .isEqualTo(3);
    }

    @Entity(name = "Car")
    static class Car {
        @Id
        int id;

        @OneToOne(cascade = CascadeType.ALL)
        Plate plate;
    }

    @Entity(name = "Plate")
    static class Plate {
        @Id
        int id;

        @OneToOne(mappedBy = "plate")
        Car car;
    }

    @Feature("`@OneToOne`, both sides")
    void oneToOne(Trial trial) {
        var car = new Car();
        car.id = 1;
        car.plate = new Plate();
        car.plate.id = 7;
        car.plate.car = car;
        trial.persist(car);

        assertThat(trial.find(Car.class, 1).plate.id).isEqualTo(7);
        assertThat(trial.find(Plate.class, 7).car.id).isEqualTo(1);
    }

    @Entity(name = "Student")
    static class Student {
        @Id
        int id;

        @ManyToMany
        Set<Course> courses = new HashSet<>();

        Student() {}

        Student(int id, Course... courses) {
            this.id = id;
            this.courses.addAll(List.of(courses));
        }
    }

    @Entity(name = "Course")
    static class Course {
        @Id
        int id;

        @ManyToMany(mappedBy = "courses")
        Set<Student> students = new HashSet<>();

        Course() {}

        Course(int id) {
            this.id = id;
        }
    }

    @Feature("`@ManyToMany`")
    void manyToMany(Trial trial) {
        var maths = new Course(1);
        var art = new Course(2);
        trial.persist(maths, art, new Student(1, maths, art), new Student(2, art));
        trial.transaction(session -> {
            var student = await(session.find(Student.class, 1));
            return await(session.fetch(student.courses)).removeIf(course -> course.id == 1);
        });

        var students = trial.session(session -> {
            var course = await(session.find(Course.class, 2));
            return Set.copyOf(await(session.fetch(course.students)));
        });
        assertThat(students).extracting(student -> student.id).containsExactlyInAnyOrder(1, 2);
        assertThat(trial.sql("select count(*) from Student_Course", Long.class)).isEqualTo(2);
    }

    @Entity(name = "Employee")
    static class Employee implements Serializable {
        private static final long serialVersionUID = 1L;

        @Id
        int id;

        @Column(unique = true)
        String badge;

        Employee() {}

        Employee(int id, String badge) {
            this.id = id;
            this.badge = badge;
        }
    }

    @Entity(name = "Locker")
    static class Locker {
        @Id
        int id;

        @ManyToOne
        @JoinColumn(name = "badge", referencedColumnName = "badge")
        Employee employee;
    }

    @Feature("`@JoinColumn(referencedColumnName)`: by a unique key")
    void byUniqueKey(Trial trial) {
        var employee = new Employee(5, "e-5");
        var locker = new Locker();
        locker.id = 1;
        locker.employee = employee;
        trial.persist(employee, locker);

        assertThat(trial.find(Locker.class, 1).employee.id).isEqualTo(5);
        assertThat(trial.sql("select badge from Locker where id = 1", String.class))
                .isEqualTo("e-5");
    }

    record Spot(String room, int place) {}

    @Entity(name = "Chair")
    @jakarta.persistence.IdClass(Spot.class)
    static class Chair {
        @Id
        String room;

        @Id
        int place;
    }

    @Entity(name = "Guest")
    static class Guest {
        @Id
        int id;

        @ManyToOne
        @JoinColumn(name = "chair_room", referencedColumnName = "room")
        @JoinColumn(name = "chair_place", referencedColumnName = "place")
        Chair chair;
    }

    @Feature("`@JoinColumns`: a composite foreign key")
    void compositeForeignKey(Trial trial) {
        var chair = new Chair();
        chair.room = "hall";
        chair.place = 4;
        var guest = new Guest();
        guest.id = 1;
        guest.chair = chair;
        trial.persist(chair, guest);

        assertThat(trial.find(Guest.class, 1).chair.place).isEqualTo(4);
    }

    @Entity(name = "Note")
    static class Note {
        @Id
        int id;

        @Any
        @AnyDiscriminator(DiscriminatorType.STRING)
        @AnyDiscriminatorValue(discriminator = "car", entity = Car.class)
        @AnyDiscriminatorValue(discriminator = "box", entity = Box.class)
        @AnyKeyJavaClass(Integer.class)
        @Column(name = "about_kind")
        @JoinColumn(name = "about_id")
        Object about;

        @ManyToAny
        @AnyDiscriminator(DiscriminatorType.STRING)
        @AnyDiscriminatorValue(discriminator = "car", entity = Car.class)
        @AnyDiscriminatorValue(discriminator = "box", entity = Box.class)
        @AnyKeyJavaClass(Integer.class)
        @Column(name = "other_kind")
        @JoinTable(
                name = "note_other",
                joinColumns = @JoinColumn(name = "note_id"),
                inverseJoinColumns = @JoinColumn(name = "other_id"))
        Set<Object> others = new HashSet<>();
    }

    @Feature("`@Any` and `@ManyToAny`")
    void any(Trial trial) {
        var car = new Car();
        car.id = 30;
        var note = new Note();
        note.id = 1;
        note.about = car;
        var box = new Box(30);
        note.others.addAll(List.of(box, car));
        trial.persist(car, box, note);

        trial.session(session -> {
            var found = await(session.find(Note.class, 1));
            assertThat(await(session.unproxy(found.about))).isInstanceOf(Car.class);
            assertThat(await(session.fetch(found.others))).hasSize(2);
            return found;
        });
        assertThat(trial.sql("select about_kind from Note where id = 1", String.class))
                .isEqualTo("car");
    }

    @Entity(name = "Order")
    @Table(name = "orders")
    static class Order {
        @Id
        int id;

        @ManyToOne
        @JoinColumn(name = "customer_id", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        @NotFound(action = NotFoundAction.IGNORE)
        Employee customer;
    }

    @Feature("`@NotFound(IGNORE)`: a reference to what is gone")
    void notFound(Trial trial) {
        var employee = new Employee(9, "e-9");
        var order = new Order();
        order.id = 1;
        order.customer = employee;
        trial.persist(employee, order);
        trial.transaction(session -> await(
                session.createMutationQuery("delete Employee where id = 9").executeUpdate()));

        assertThat(trial.find(Order.class, 1).customer).isNull();
    }
}
