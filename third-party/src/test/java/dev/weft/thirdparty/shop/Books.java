package dev.weft.thirdparty.shop;

import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The repository of books. */
public interface Books extends JpaRepository<Book, Long> {
    List<Book> findByTitleStartingWithOrderByTitle(String beginning);

    @Query("select b.title from Book b join b.author a where a.name = ?1 order by b.title")
    List<String> titlesOf(String author);

    Page<Book> findByAuthorName(String name, Pageable page);

    @Modifying
    @Query("update Book b set b.title = upper(b.title)")
    int shout();
}
