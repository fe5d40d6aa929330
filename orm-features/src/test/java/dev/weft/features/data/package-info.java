/** A repository of Jakarta Data, which Hibernate's annotation processor writes the code of. */
package dev.weft.features.data;
