/**
 * JSON bytes read and written, the same way for every dialect: token by token, or as {@code domain.json} values, to
 * which it is the only bridge. No meaning of a member.
 */
@NullMarked
package io.omniroute.translation.json;

import org.jspecify.annotations.NullMarked;
