package dev.weft.thirdparty.shop;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** The repository of authors. */
public interface Authors extends JpaRepository<Author, Long> {
    Optional<Author> findByName(String name);
}
