package io.omniroute.management;

import java.util.Set;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The management API: exactly these resources and providers, so that both servers answer alike. */
@ApplicationPath("/api")
public class ManagementApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(AuthResource.class, SettingsResource.class, NodeResource.class, ConnectionResource.class,
                CustomModelResource.class, ModelResource.class, KeyResource.class, UsageResource.class,
                PricingResource.class, BudgetResource.class, CallLogResource.class, ProxyLogResource.class,
                AnalyticsResource.class,
                MonitoringResource.class, CacheResource.class, IpFilterResource.class, ThinkingBudgetResource.class,
                SystemPromptResource.class, PolicyResource.class, InitResource.class, TranslatorResource.class,
                ComboResource.class,
                ResilienceResource.class, RateLimitResource.class, AvailabilityResource.class,
                ComboDefaultsResource.class, ChainResource.class, ResolveResource.class,
                ForecastResource.class, ComboTrialResource.class,
                ManagementGuard.class,
                SessionRenewal.class,
                ManagementJson.class, FormReader.class, RefusedMapper.class, WebApplicationMapper.class,
                ThrowableMapper.class);
    }
}
