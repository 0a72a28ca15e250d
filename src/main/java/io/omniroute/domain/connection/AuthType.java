package io.omniroute.domain.connection;

/** How a connection proves who it is to its provider. */
public enum AuthType {
    OAUTH("oauth"), APIKEY("apikey");

    private final String id;

    AuthType(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** @throws IllegalArgumentException for an unknown id */
    public static AuthType of(String id) {
        for (AuthType type : values()) {
            if (type.id.equals(id)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown auth type " + id);
    }
}
