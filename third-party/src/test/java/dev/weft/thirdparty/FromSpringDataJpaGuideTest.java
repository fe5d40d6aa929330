package dev.weft.thirdparty;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.AsyncSessionMaker;
import dev.weft.spec.Spec;
import dev.weft.thirdparty.shop.Author;
import dev.weft.thirdparty.shop.Authors;
import dev.weft.thirdparty.shop.Book;
import dev.weft.thirdparty.shop.Shop;
import jakarta.persistence.EntityManagerFactory;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What the guide from Spring Data JPA shows. */
@Spec({"SE-1", "SE-26"})
class FromSpringDataJpaGuideTest {
    private static AnnotationConfigApplicationContext start(AsyncEngine engine) {
        var context = new AnnotationConfigApplicationContext();
        // snippet:source
        context.registerBean(DataSource.class, () -> engine.dataSource());
        // end
        context.register(SpringDataJpaTest.Application.class);
        context.refresh();
        return context;
    }

    @GuestTest
    void aServiceIsCalledInAnAwaitlet(AsyncEngine engine) {
        try (var context = start(engine)) {
            var shop = context.getBean(Shop.class);
            shop.publish("ann", "one", "two");
            // snippet:service
            CompletableFuture<Integer> count = async(() -> shop.countOfBooks("ann"));
            // end

            assertThat(await(count)).isEqualTo(2);
            assertThat(engine.status().inUse()).isZero();
        }
    }

    @GuestTest
    void sessionsWorkBesideRepositories(AsyncEngine engine) {
        try (var context = start(engine)) {
            // snippet:maker
            var sessions = AsyncSessionMaker.of(context.getBean(EntityManagerFactory.class));
            // end
            context.getBean(Shop.class).publish("ann", "one", "two");
            // snippet:session
            CompletableFuture<Long> id = sessions.begin(session -> session.createSelectionQuery(
                            "from Author where name = 'ann'", Author.class)
                    .getSingleResult()
                    .thenCompose(ann -> session.persist(new Book("three", ann)).thenApply(done -> ann.getId())));
            // end

            assertThat(context.getBean(Authors.class).findById(await(id))).isPresent();
            assertThat(context.getBean(Shop.class).countOfBooks("ann")).isEqualTo(3);
        }
    }
}
