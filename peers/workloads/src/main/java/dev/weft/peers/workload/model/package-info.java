/** The entities that object-relational mappers are measured with. */
@org.jspecify.annotations.NullMarked
package dev.weft.peers.workload.model;
