package io.omniroute.domain.settings;

import java.util.Map;

/**
 * A model an operator added to a provider or node.
 *
 * @param capabilities flags that override the defaults for this model: String, Number or Boolean values
 */
public record CustomModel(String id, String name, Map<String, Object> capabilities) {
    public CustomModel {
        capabilities = Map.copyOf(capabilities);
    }
}
