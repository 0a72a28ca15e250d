/**
 * Why a request could not be served, as values. No status code of one dialect, no text of a vendor.
 */
@NullMarked
package io.omniroute.domain.failure;

import org.jspecify.annotations.NullMarked;
