package io.feedmill.schemas;

import org.apache.avro.Schema;

/**
 * Gives schemas their ids and ids their schemas, in the terms of Confluent's REST API. Implementations are thread-safe
 * and answer what they have answered before without asking again.
 */
public interface SchemaRegistry {

    /**
     * Makes the schema the newest version of the subject, unless it is one of its versions already.
     *
     * @return the schema's id
     * @throws SchemaRegistryException if the registry cannot be reached or refuses the schema
     */
    int register(String subject, Schema schema);

    /**
     * @return the schema that has this id
     * @throws SchemaRegistryException if the registry cannot be reached or knows no such schema
     */
    Schema byId(int id);
}
