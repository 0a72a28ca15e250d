/**
 * OmniRoute, an AI gateway. A request walks one corridor through these rooms:
 *
 * <pre>
 * client bytes
 *   │ api            Inbound(dialect, key, headers, body)         which door, which language
 *   ▼
 * gateway ──▶ translation.head   → model, stream flag             read off the token stream, no tree
 *   │     ──▶ policy.judge       → Verdict  (Admit | Refuse)      may it run?
 *   │     ──▶ routing.plan       → Plan     (Leg, Leg …)          where, in which order?
 *   │  for each Leg, until one is committed:
 *   │     ──▶ translation.edit   → the client's bytes, model name changed (same dialect on both sides)
 *   │     ──▶ upstream.send      → UpstreamReply (status, open body) │ Failure → next Leg
 *   │     ──▶ upstream.framing   → Frame …  ──▶ translation.observe → Observation
 *   │     ──▶ Commitment         holds frames back until the first event with content, then lets go
 *   ▼
 * api writes the frames of one upstream read, then flushes; a write that fails cancels the reply
 * gateway ──▶ usage.price → UsageEntry → UsageStore.add           once, after the last event
 * </pre>
 *
 * Which room may know which is checked by {@code ArchitectureTest}.
 */
@NullMarked
package io.omniroute;

import org.jspecify.annotations.NullMarked;
