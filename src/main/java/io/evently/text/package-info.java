/** Text as people write it, of which every string that comes from outside is some. */
@CheckReturnValue
package io.evently.text;

import com.google.errorprone.annotations.CheckReturnValue;
