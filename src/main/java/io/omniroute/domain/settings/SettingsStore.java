package io.omniroute.domain.settings;

import java.util.Map;

/** Keeps small values under (namespace, key), each as JSON text; namespaces are listed in the data model. */
public interface SettingsStore {
    String SETTINGS = "settings";
    String MODEL_ALIASES = "modelAliases";
    String CUSTOM_MODELS = "customModels";
    String PRICING = "pricing";

    /** All entries of a namespace: key to JSON text, in key order. */
    Map<String, String> all(String namespace);

    void put(String namespace, String key, String json);

    /** @return whether there was one */
    boolean remove(String namespace, String key);
}
