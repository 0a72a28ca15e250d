package io.omniroute.management;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.Form;
import io.omniroute.admin.KeyAdmin;
import io.omniroute.domain.key.ApiKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/keys}: API keys of clients. */
@Path("keys")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class KeyResource {
    private final KeyAdmin keys;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public KeyResource() {
        this(null);
    }

    @Inject
    public KeyResource(KeyAdmin keys) {
        this.keys = keys;
    }

    @GET
    public KeysView all() {
        return new KeysView(keys.all().stream().map(KeyView::of).toList());
    }

    @POST
    public Response create(Form form, @Context SecurityContext security) {
        KeyAdmin.Created made = keys.create(form, Visitor.caller(security));
        ApiKey key = made.key();
        return Response.status(Response.Status.CREATED)
                .entity(new NewKeyView(key.id(), key.name(), made.fullKey(), key.machineId())).build();
    }

    @PATCH
    @Path("{id}")
    public KeyView update(@PathParam("id") String id, Form form, @Context SecurityContext security) {
        return KeyView.of(keys.update(id, form, Visitor.caller(security)));
    }

    @PUT
    @Path("{id}")
    public KeyView put(@PathParam("id") String id, Form form, @Context SecurityContext security) {
        return update(id, form, security);
    }

    @DELETE
    @Path("{id}")
    public MessageView delete(@PathParam("id") String id, @Context SecurityContext security) {
        keys.delete(id, Visitor.caller(security));
        return new MessageView("Key deleted successfully");
    }

    /** A list of keys. */
    public record KeysView(List<KeyView> keys) {}

    /** The answer to the making of a key: the one time its full text is shown. */
    public record NewKeyView(String id, String name, String key, String machineId) {
        @Override
        public String toString() {
            return "NewKeyView[" + id + "]";
        }
    }

    /** A key with its preview. */
    public record KeyView(String id, String name, String keyPreview, String machineId, boolean isActive, boolean noLog,
            boolean manage, boolean cloud, List<String> allowedModels, @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt, Instant createdAt) {
        static KeyView of(ApiKey key) {
            return new KeyView(key.id(), key.name(), key.preview(), key.machineId(), key.active(), key.noLog(),
                    key.manage(), false, key.allowedModels(), key.expiresAt(), key.lastUsedAt(), key.createdAt());
        }
    }
}
