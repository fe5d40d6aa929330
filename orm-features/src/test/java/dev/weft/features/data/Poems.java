package dev.weft.features.data;

import jakarta.data.Order;
import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;

/** A repository of Jakarta Data, as its users write it. */
@Repository
public interface Poems {
    @Insert
    void add(Poem poem);

    @Insert
    void addAll(List<Poem> poems);

    @Find
    Optional<Poem> byId(int id);

    @Find
    List<Poem> byPoet(String poet, Order<Poem> order);

    @Query("where title like :pattern order by title")
    List<Poem> titled(String pattern);

    @Query("update Poem set poet = :poet where id = :id")
    int attribute(int id, String poet);

    @Update
    void update(Poem poem);

    @Delete
    void remove(Poem poem);
}
