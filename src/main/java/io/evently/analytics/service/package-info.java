/** How the figures are kept and answered: the listener, the tables, and what reads them. */
@CheckReturnValue
package io.evently.analytics.service;

import com.google.errorprone.annotations.CheckReturnValue;
