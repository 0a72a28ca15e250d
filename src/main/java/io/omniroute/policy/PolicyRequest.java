package io.omniroute.policy;

import io.omniroute.domain.key.Caller;
import java.util.ArrayList;
import java.util.List;

/**
 * Who asks for what, as the policy engine sees it.
 *
 * @param clientAddress IP literal
 * @param requestedModel the client's string
 * @param names what the resolved target goes by, the requested string included: {@code provider/model} by id and by
 *     alias, and the bare model id; empty before anything is resolved
 */
public record PolicyRequest(Caller caller, String clientAddress, String requestedModel, List<String> names) {
    public PolicyRequest {
        names = List.copyOf(names);
    }

    /** Before resolution: lockout and budget can be judged already. */
    public static PolicyRequest unresolved(Caller caller, String clientAddress, String requestedModel) {
        return new PolicyRequest(caller, clientAddress, requestedModel, List.of(requestedModel));
    }

    /** The same request once it is known where it goes. */
    public PolicyRequest resolved(ModelRules.Target target) {
        var all = new ArrayList<>(target.names());
        all.add(target.modelId());
        return new PolicyRequest(caller, clientAddress, requestedModel, all);
    }
}
