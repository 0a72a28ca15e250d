package io.omniroute.testkit;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A closed JSON Schema of a vendor's message; a name such as {@code openai/chat-request} chooses it. */
public final class Oracle {
    private static final SchemaRegistry REGISTRY = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Oracle> KNOWN = new ConcurrentHashMap<>();

    private final Schema schema;

    private Oracle(Schema schema) {
        this.schema = schema;
    }

    public static Oracle of(String name) {
        return KNOWN.computeIfAbsent(name, Oracle::load);
    }

    /** What the schema objects to; empty = the message is what the vendor documents. */
    public List<String> objections(String json) {
        return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }

    private static Oracle load(String name) {
        try (var in = Oracle.class.getResourceAsStream("/oracles/" + name + ".schema.json")) {
            if (in == null) {
                throw new IllegalArgumentException("no oracle " + name);
            }
            return new Oracle(REGISTRY.getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8),
                    InputFormat.JSON));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
