package io.omniroute.catalog;

import java.util.Optional;

/** What a model does; the id is the one of the catalogue and of model lists. */
public enum ModelType {
    CHAT("chat"), EMBEDDING("embedding"), IMAGE("image"), AUDIO("audio");

    private final String id;

    ModelType(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** The type with this id; empty when there is none. */
    public static Optional<ModelType> of(String id) {
        for (ModelType type : values()) {
            if (type.id.equals(id)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
