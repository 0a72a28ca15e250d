/**
 * JSON bytes read and written token by token, the same way for every dialect. No tree, no meaning of a member.
 */
@NullMarked
package io.omniroute.translation.json;

import org.jspecify.annotations.NullMarked;
