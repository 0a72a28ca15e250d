package io.omniroute.persistence;

import io.omniroute.domain.settings.SettingsStore;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

final class JpaSettingsStore implements SettingsStore {
    private static final String NAME = "settings";

    private final Sessions sessions;

    JpaSettingsStore(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Map<String, String> all(String namespace) {
        return sessions.read(NAME, entities -> {
            var byKey = new TreeMap<String, String>();
            entities.createNamedQuery("SettingRow.all", SettingRow.class).setParameter("namespace", namespace)
                    .getResultStream().forEach(row -> byKey.put(row.name, row.json));
            return Collections.unmodifiableMap(byKey);
        });
    }

    @Override
    public void put(String namespace, String key, String json) {
        sessions.change(NAME, entities -> entities.merge(new SettingRow(namespace, key, json)));
    }

    @Override
    public boolean remove(String namespace, String key) {
        return sessions.change(NAME, entities -> entities.createNamedQuery("SettingRow.remove")
                .setParameter("namespace", namespace).setParameter("name", key).executeUpdate()) > 0;
    }
}
