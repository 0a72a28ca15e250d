package io.omniroute.persistence;

import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderNode;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compatible endpoint. */
@Entity
@Table(name = "provider_nodes")
@NamedQuery(name = "NodeRow.all", query = "select n from NodeRow n order by n.createdAt, n.id")
@NamedQuery(name = "NodeRow.delete", query = "delete from NodeRow n where n.id = :id")
class NodeRow {
    @Id
    String id = "";
    String type = "";
    String name = "";
    @Nullable
    String prefix;
    @Nullable
    @Column(name = "api_type")
    String apiType;
    @Nullable
    @Column(name = "base_url")
    String baseUrl;
    @Column(name = "created_at")
    @Convert(converter = IsoTime.class)
    Instant createdAt = Instant.EPOCH;
    @Column(name = "updated_at")
    @Convert(converter = IsoTime.class)
    Instant updatedAt = Instant.EPOCH;

    static NodeRow of(ProviderNode node) {
        var row = new NodeRow();
        row.id = node.id();
        row.type = node.type().typeId();
        row.name = node.name();
        row.prefix = node.prefix();
        row.apiType = node.type().apiType();
        row.baseUrl = node.baseUrl();
        row.createdAt = node.createdAt();
        row.updatedAt = node.updatedAt();
        return row;
    }

    /** Empty when the row is of a kind this program does not know (imported data has such). */
    Optional<ProviderNode> toDomain() {
        Optional<NodeType> known = NodeType.of(type, apiType == null ? "" : apiType);
        if (known.isEmpty()) {
            System.getLogger(NodeRow.class.getName()).log(System.Logger.Level.WARNING,
                    "node=" + id + " is left out: its type " + type + " is not known");
        }
        return known.map(this::toDomain);
    }

    private ProviderNode toDomain(NodeType kind) {
        return new ProviderNode(id, kind, name, prefix == null ? "" : prefix,
                baseUrl == null ? kind.defaultBaseUrl() : baseUrl, createdAt, updatedAt);
    }
}
