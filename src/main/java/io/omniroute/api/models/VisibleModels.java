package io.omniroute.api.models;

import io.omniroute.api.Admission;
import io.omniroute.api.SessionCheck;
import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.ListedModel;
import io.omniroute.catalog.ModelLists;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.snapshot.SnapshotHolder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** The models the caller of a request may see. */
@Singleton
public class VisibleModels {
    private final Admission admission;
    private final SessionCheck sessions;
    private final Catalog catalog;
    private final SnapshotHolder snapshots;

    @Inject
    VisibleModels(Admission admission, SessionCheck sessions, Catalog catalog, SnapshotHolder snapshots) {
        this.admission = admission;
        this.sessions = sessions;
        this.catalog = catalog;
        this.snapshots = snapshots;
    }

    /** @throws io.omniroute.domain.failure.GatewayException with 401 or 403 for a caller who may not see any */
    List<ListedModel> of(HttpServletRequest request, HttpServletResponse response) {
        Caller caller = admission.admitToLists(request, response, sessions.hasSession(request));
        return ModelLists.of(catalog, snapshots.get(), caller.key());
    }
}
