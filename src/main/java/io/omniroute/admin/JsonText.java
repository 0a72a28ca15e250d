package io.omniroute.admin;

import org.jspecify.annotations.Nullable;

/** JSON text of stored values and back: String, Number (decimals as BigDecimal), Boolean, List, Map or null. */
public interface JsonText {
    /** @throws IllegalArgumentException when the text is not JSON; the message repeats nothing of it */
    @Nullable
    Object read(String json);

    String write(@Nullable Object value);
}
