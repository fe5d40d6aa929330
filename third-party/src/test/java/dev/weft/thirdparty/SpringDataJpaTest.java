package dev.weft.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.thirdparty.shop.Author;
import dev.weft.thirdparty.shop.Authors;
import dev.weft.thirdparty.shop.Book;
import dev.weft.thirdparty.shop.Books;
import dev.weft.thirdparty.shop.Shop;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** Spring Data JPA: repositories and services in an application context, without Spring Boot. */
@Spec("EN-5")
class SpringDataJpaTest {
    /** The application; its data source is the test's. */
    @Configuration
    @EnableTransactionManagement
    @EnableJpaRepositories(basePackageClasses = Books.class)
    static class Application {
        @Bean
        LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource source) {
            var factory = new LocalContainerEntityManagerFactoryBean();
            factory.setDataSource(source);
            factory.setPackagesToScan(Book.class.getPackageName());
            factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
            factory.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "create"));
            return factory;
        }

        @Bean
        JpaTransactionManager transactionManager(EntityManagerFactory factory) {
            return new JpaTransactionManager(factory);
        }

        @Bean
        Shop shop(Authors authors, Books books) {
            return new Shop(authors, books);
        }
    }

    private static AnnotationConfigApplicationContext start(AsyncEngine engine) {
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, engine::dataSource);
        context.register(Application.class);
        context.refresh();
        return context;
    }

    @GuestTest
    void repositoriesQueryPageAndModify(AsyncEngine engine) {
        try (var context = start(engine)) {
            var shop = context.getBean(Shop.class);
            var books = context.getBean(Books.class);
            shop.publish("ann", "a3", "a1", "a2");
            shop.publish("bob", "b1");

            assertThat(books.findByTitleStartingWithOrderByTitle("a"))
                    .extracting(Book::getTitle)
                    .containsExactly("a1", "a2", "a3");
            assertThat(books.titlesOf("bob")).containsExactly("b1");
            var page = books.findByAuthorName("ann", PageRequest.of(1, 2, Sort.by("title")));
            assertThat(page.getTotalElements()).isEqualTo(3);
            assertThat(page.getContent()).extracting(Book::getTitle).containsExactly("a3");
            assertThat(shop.shout()).isEqualTo(4);
            assertThat(books.titlesOf("bob")).containsExactly("B1");
            assertThat(shop.countOfBooks("ann")).isEqualTo(3);
            assertThat(engine.status().inUse()).isZero();
        }
    }

    @GuestTest
    void aServiceThatFailsIsRolledBack(AsyncEngine engine) {
        try (var context = start(engine)) {
            var failure = new IllegalStateException("no");

            assertThatThrownBy(() -> context.getBean(Shop.class).publishAndFail("ann", failure))
                    .isSameAs(failure);
            assertThat(context.getBean(Authors.class).count()).isZero();
            assertThat(context.getBean(Books.class).count()).isZero();
        }
    }

    @GuestTest
    @Spec("EN-39")
    void aCancelledServiceLeavesNothing(AsyncEngine engine, Database database) {
        var halfWay = HalfWay.on(engine, database);
        try (var context = start(engine)) {
            var shop = context.getBean(Shop.class);

            halfWay.cancel(() -> shop.publishAndWait("ann", halfWay.statement()));

            assertThat(context.getBean(Authors.class).findAll()).isEmpty();
            shop.publish("bob", "whole");
            assertThat(context.getBean(Authors.class).findAll())
                    .extracting(Author::getName)
                    .containsExactly("bob");
        }
    }
}
