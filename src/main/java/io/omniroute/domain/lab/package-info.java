/**
 * What an operator tries out in the corridor without being its client: translations, single calls, and the newest
 * requests to look at. {@code gateway} implements it, {@code admin} uses it.
 */
@NullMarked
package io.omniroute.domain.lab;

import org.jspecify.annotations.NullMarked;
