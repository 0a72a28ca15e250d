package io.omniroute.persistence;

import io.omniroute.domain.cache.AnswerStore;
import io.omniroute.domain.cache.KeptAnswer;
import io.omniroute.domain.secret.SecretLostException;
import io.omniroute.domain.secret.SecretPlace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;

/** Answers in {@code semantic_cache}, sealed; plain statements, because batches are written behind the request path. */
final class SqlAnswerStore implements AnswerStore {
    private static final String NAME = "semantic_cache";
    private static final String NEWEST = "select signature, model, response, tokens_saved, created_at, expires_at,"
            + " api_key_id from semantic_cache where expires_at > ? order by created_at desc, signature limit ?";
    private static final String KEEP = "insert into semantic_cache (id, signature, model, prompt_hash, response,"
            + " tokens_saved, hit_count, created_at, expires_at, api_key_id) values (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)"
            + " on conflict (signature) do update set model = excluded.model, response = excluded.response,"
            + " tokens_saved = excluded.tokens_saved, created_at = excluded.created_at,"
            + " expires_at = excluded.expires_at";
    private static final int HASH_DIGITS = 16;

    private final Sessions sessions;
    private final RowSecrets secrets;

    SqlAnswerStore(Sessions sessions, RowSecrets secrets) {
        this.sessions = sessions;
        this.secrets = secrets;
    }

    /** Work that needs the bare connection of a transaction. */
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @Override
    public List<KeptAnswer> newest(int most, Instant now) {
        return sessions.read(NAME, entities -> entities.unwrap(Session.class).doReturningWork(connection -> {
            try (var select = connection.prepareStatement(NEWEST)) {
                select.setString(1, IsoTime.text(now));
                select.setInt(2, most);
                return readable(select.executeQuery());
            }
        }));
    }

    private List<KeptAnswer> readable(ResultSet rows) throws SQLException {
        var answers = new ArrayList<KeptAnswer>();
        int lost = 0;
        while (rows.next()) {
            String signature = rows.getString("signature");
            try {
                answers.add(new KeptAnswer(signature, rows.getString("model"),
                        secrets.open(rows.getString("response"), place(signature)), rows.getLong("tokens_saved"),
                        Instant.parse(rows.getString("created_at")), Instant.parse(rows.getString("expires_at")),
                        Optional.ofNullable(rows.getString("api_key_id"))));
            } catch (SecretLostException e) {
                lost++;
            }
        }
        if (lost > 0) {
            System.getLogger(SqlAnswerStore.class.getName()).log(System.Logger.Level.INFO,
                    lost + " cached answers are sealed with another master key and are left out");
        }
        return answers;
    }

    @Override
    public void keep(Collection<KeptAnswer> answers) {
        change(connection -> {
            try (var insert = connection.prepareStatement(KEEP)) {
                for (KeptAnswer answer : answers) {
                    fill(insert, answer);
                    insert.addBatch();
                }
                return insert.executeBatch().length;
            }
        });
    }

    private void fill(PreparedStatement insert, KeptAnswer answer) throws SQLException {
        String signature = answer.signature();
        int last = 0;
        for (String value : List.of(signature, signature, answer.model().replace("\0", ""),
                signature.substring(0, Math.min(HASH_DIGITS, signature.length())),
                secrets.seal(answer.reply(), place(signature)).value())) {
            insert.setString(++last, value);
        }
        insert.setLong(++last, answer.tokens());
        insert.setString(++last, IsoTime.text(answer.created()));
        insert.setString(++last, IsoTime.text(answer.expires()));
        insert.setString(++last, answer.apiKeyId().orElse(null));
    }

    @Override
    public void reused(Map<String, Integer> times) {
        change(connection -> {
            try (var update = connection
                    .prepareStatement("update semantic_cache set hit_count = hit_count + ? where signature = ?")) {
                for (var entry : times.entrySet()) {
                    update.setInt(1, entry.getValue());
                    update.setString(2, entry.getKey());
                    update.addBatch();
                }
                return update.executeBatch().length;
            }
        });
    }

    @Override
    public int dropExpired(Instant now) {
        return change(connection -> {
            try (var delete = connection.prepareStatement("delete from semantic_cache where expires_at <= ?")) {
                delete.setString(1, IsoTime.text(now));
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public int clear() {
        return change(connection -> {
            try (var delete = connection.prepareStatement("delete from semantic_cache")) {
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public long count() {
        return sessions.read(NAME, entities -> entities.unwrap(Session.class).doReturningWork(connection -> {
            try (var select = connection.prepareStatement("select count(*) from semantic_cache");
                    var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }));
    }

    private int change(Work<Integer> work) {
        return sessions.change(NAME, entities -> entities.unwrap(Session.class).doReturningWork(work::on));
    }

    private static SecretPlace place(String signature) {
        return new SecretPlace(NAME, "response", signature);
    }
}
