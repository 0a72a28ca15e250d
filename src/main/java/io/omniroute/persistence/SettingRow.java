package io.omniroute.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** One small value under (namespace, key), as JSON text. */
@Entity
@IdClass(SettingId.class)
@Table(name = "key_value")
@NamedQuery(name = "SettingRow.all", query = "select s from SettingRow s where s.namespace = :namespace")
@NamedQuery(name = "SettingRow.remove", query = "delete from SettingRow s where s.namespace = :namespace and s.name = :name")
class SettingRow {
    @Id
    String namespace = "";
    @Id
    @Column(name = "key")
    String name = "";
    @Column(name = "value")
    String json = "";

    SettingRow() {}

    SettingRow(String namespace, String name, String json) {
        this.namespace = namespace;
        this.name = name;
        this.json = json;
    }
}
