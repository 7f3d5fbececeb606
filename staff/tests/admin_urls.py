"""Who is let in where: R for Redaktør, U for Undersøkelsesansvarlig, P for Paneladministrator, V for visitors.

Administrators are let in everywhere. Addresses without a name stand by their route.
"""

GROUPS = {
    "RUPV": """
        wagtailadmin_javascript_catalog wagtailadmin_password_reset wagtailadmin_password_reset_complete
        wagtailadmin_password_reset_confirm wagtailadmin_password_reset_done wagtailadmin_sprite
    """,
    "RUP": """
        wagtail_bulk_action wagtailadmin_account wagtailadmin_api:documents:detail
        wagtailadmin_api:documents:find wagtailadmin_api:documents:listing wagtailadmin_api:images:detail
        wagtailadmin_api:images:find wagtailadmin_api:images:listing wagtailadmin_api:pages:action
        wagtailadmin_api:pages:detail wagtailadmin_api:pages:find wagtailadmin_api:pages:listing
        wagtailadmin_block_preview wagtailadmin_choose_page wagtailadmin_choose_page_anchor_link
        wagtailadmin_choose_page_child wagtailadmin_choose_page_chosen_multiple
        wagtailadmin_choose_page_email_link wagtailadmin_choose_page_external_link
        wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_search wagtailadmin_collections:delete
        wagtailadmin_dismissibles wagtailadmin_editing_sessions:ping wagtailadmin_editing_sessions:release
        wagtailadmin_error_test wagtailadmin_home wagtailadmin_pages:add wagtailadmin_pages:choose_parent
        wagtailadmin_pages:collect_workflow_action_data wagtailadmin_pages:confirm_workflow_cancellation
        wagtailadmin_pages:convert_alias wagtailadmin_pages:move_confirm wagtailadmin_pages:preview_on_add
        wagtailadmin_pages:revisions_index wagtailadmin_pages:type_use
        wagtailadmin_pages:type_use_results wagtailadmin_pages:workflow_action
        wagtailadmin_pages:workflow_preview wagtailadmin_reports:site_history
        wagtailadmin_reports:site_history_results wagtailadmin_tag_autocomplete
        wagtailadmin_tag_model_autocomplete wagtailadmin_workflows:add_task wagtailadmin_workflows:task_chooser
        wagtailadmin_workflows:task_chooser_create wagtailadmin_workflows:task_chooser_results
        wagtailadmin_workflows:task_chosen wagtaildocs:create_multiple_from_uploaded_document
        wagtaildocs:delete_upload_multiple wagtaildocs_chooser:choose wagtaildocs_chooser:choose_results
        wagtaildocs_chooser:chosen_multiple wagtailembeds:chooser wagtailembeds:chooser_upload
        wagtailimages:create_multiple_from_uploaded_image wagtailimages:delete_upload_multiple
        wagtailimages_chooser:choose wagtailimages_chooser:choose_results wagtailimages_chooser:chosen_multiple
        wagtailsettings:edit wagtailsettings:preview_on_edit wagtailsnippetchoosers_blog_author:choose
        wagtailsnippetchoosers_blog_author:choose_results wagtailsnippetchoosers_blog_author:chosen
        wagtailsnippetchoosers_blog_author:chosen_multiple wagtailsnippetchoosers_blog_topic:choose
        wagtailsnippetchoosers_blog_topic:choose_results wagtailsnippetchoosers_blog_topic:chosen
        wagtailsnippetchoosers_blog_topic:chosen_multiple
    """,
    "RU": """
        wagtailadmin_explore wagtailadmin_explore_results wagtailadmin_explore_root wagtailadmin_pages:copy
        wagtailadmin_pages:delete wagtailadmin_pages:edit wagtailadmin_pages:history
        wagtailadmin_pages:history_results wagtailadmin_pages:move wagtailadmin_pages:preview_on_edit
        wagtailadmin_pages:search wagtailadmin_pages:search_results wagtailadmin_pages:set_page_position
        wagtailadmin_pages:set_privacy wagtailadmin_pages:unpublish wagtailadmin_pages:usage
        wagtailadmin_pages:view_draft wagtailadmin_pages:workflow_history
        wagtailadmin_pages:workflow_history_detail wagtailadmin_reports:aging_pages
        wagtailadmin_reports:aging_pages_results wagtailadmin_reports:page_types_usage
        wagtailadmin_reports:page_types_usage_results wagtailadmin_reports:workflow
        wagtailadmin_reports:workflow_results wagtailadmin_reports:workflow_tasks
        wagtailadmin_reports:workflow_tasks_results wagtaildocs:add wagtaildocs:add_multiple wagtaildocs:delete
        wagtaildocs:delete_multiple wagtaildocs:document_usage wagtaildocs:edit wagtaildocs:edit_multiple
        wagtaildocs:index wagtaildocs:index_results wagtaildocs_chooser:chosen wagtaildocs_chooser:create
        wagtailforms:index wagtailforms:index_results wagtailimages:add wagtailimages:add_multiple
        wagtailimages:delete wagtailimages:delete_multiple wagtailimages:edit wagtailimages:edit_multiple
        wagtailimages:image_usage wagtailimages:index wagtailimages:index_results wagtailimages:preview
        wagtailimages:url_generator wagtailimages:url_generator_output wagtailimages_chooser:chosen
        wagtailimages_chooser:create wagtailimages_chooser:select_format
        wagtailadmin_pages:revisions_revert wagtailadmin_pages:revisions_unschedule
        survey_desk:forget_saved survey_desk:new_survey survey_desk:new_wave survey_desk:paste
        survey_desk:paste_into survey_desk:saved_questions
        wagtailadmin_pages:revisions_view simple_translation:submit_page_translation survey_desk:translate
        simple_translation:submit_snippet_translation
    """,
    "R": """
        wagtailsnippetchoosers_blog_author:create wagtailsnippetchoosers_blog_topic:create wagtailsnippets:index
        wagtailsnippets_blog_author:add wagtailsnippets_blog_author:copy wagtailsnippets_blog_author:edit
        wagtailsnippets_blog_author:history wagtailsnippets_blog_author:history_results
        wagtailsnippets_blog_author:list wagtailsnippets_blog_author:list_results
        wagtailsnippets_blog_author:usage wagtailsnippets_blog_topic:add wagtailsnippets_blog_topic:copy
        wagtailsnippets_blog_topic:edit wagtailsnippets_blog_topic:history
        wagtailsnippets_blog_topic:history_results wagtailsnippets_blog_topic:list
        wagtailsnippets_blog_topic:list_results wagtailsnippets_blog_topic:usage
    """,
    "U": """
        external_surveys:add external_surveys:edit external_surveys:history external_surveys:history_results
        external_surveys:index external_surveys:index_results external_surveys:usage
        outbox:send_again outbox:send_one_again survey_desk:add_rule survey_desk:audience survey_desk:audiences
        survey_desk:call_off survey_desk:change_audience survey_desk:choose_audience survey_desk:choose_readers
        survey_desk:answer_log survey_desk:archive survey_desk:close survey_desk:extend survey_desk:reopen survey_desk:delete survey_desk:delete_audience survey_desk:deletions
        survey_desk:desk survey_desk:forget_tests survey_desk:paper survey_desk:versions
        survey_desk:fetch_file survey_desk:files survey_desk:list survey_desk:texts
        survey_desk:mailing survey_desk:mailings survey_desk:pause survey_desk:progress survey_desk:publish
        survey_desk:resume survey_desk:send survey_desk:show_mail survey_desk:tell survey_desk:test
        survey_desk:unplan wagtailforms:delete_submissions wagtailforms:list_submissions
        wagtailforms:list_submissions_results
    """,
    "UP": """
        outbox:show survey_register:list survey_register:month survey_register:protocol
    """,
    "P": """
        postal_codes:add postal_codes:delete postal_codes:edit postal_codes:history postal_codes:history_results
        postal_codes:index postal_codes:index_results postal_codes:usage register:accept_list register:act
        register:add register:cancel_list register:choose_columns register:composition register:correct register:deletions
        register:export register:list register:list_import register:log register:member register:move register:population
        register:postal_codes register:postal_codes_file register:problems_file register:upload register:waiting
        survey_desk:recipients survey_desk:record survey_desk:record_file survey_desk:sent topics:add topics:delete topics:edit topics:history topics:history_results
        topics:index topics:index_results topics:usage
        monthly_counts:index monthly_counts:index_results privacy_notices:add privacy_notices:copy privacy_notices:edit privacy_notices:history
        privacy_notices:history_results privacy_notices:index privacy_notices:index_results privacy_notices:usage
    """,
    "V": """
        wagtailadmin_login
    """,
    "": """
        survey_desk:named
        external_surveys:delete
        ^.*/$ forms/submissions/<int:page_id>/delete/ test404/ wagtailadmin_collections:add
        wagtailadmin_collections:edit wagtailadmin_collections:index wagtailadmin_collections:set_privacy
        wagtaillocales:add wagtaillocales:delete wagtaillocales:edit wagtaillocales:history
        wagtaillocales:history_results wagtaillocales:index wagtaillocales:index_results wagtaillocales:usage
        wagtailadmin_logout wagtailadmin_pages:add_subpage wagtailadmin_pages:lock
        wagtailadmin_pages:revisions_compare wagtailadmin_pages:unlock wagtailadmin_reports:locked_pages
        wagtailadmin_reports:locked_pages_results wagtailadmin_workflows:add wagtailadmin_workflows:disable
        wagtailadmin_workflows:disable_task wagtailadmin_workflows:edit wagtailadmin_workflows:edit_task
        wagtailadmin_workflows:enable wagtailadmin_workflows:enable_task wagtailadmin_workflows:index
        wagtailadmin_workflows:index_results wagtailadmin_workflows:remove
        wagtailadmin_workflows:select_task_type wagtailadmin_workflows:task_index
        wagtailadmin_workflows:task_index_results wagtailadmin_workflows:usage
        wagtailadmin_workflows:usage_results wagtailredirects:add wagtailredirects:delete wagtailredirects:edit
        wagtailredirects:index wagtailredirects:index_results wagtailredirects:process_import
        wagtailredirects:start_import wagtailsites:add wagtailsites:copy wagtailsites:delete wagtailsites:edit
        wagtailsites:history wagtailsites:history_results wagtailsites:index wagtailsites:index_results
        wagtailsites:usage wagtailsnippets_blog_author:delete wagtailsnippets_blog_topic:delete
        wagtailusers_groups:add wagtailusers_groups:delete wagtailusers_groups:edit wagtailusers_groups:history
        wagtailusers_groups:history_results wagtailusers_groups:index wagtailusers_groups:index_results
        wagtailusers_groups:usage wagtailusers_users:add wagtailusers_users:copy wagtailusers_users:delete
        wagtailusers_users:edit wagtailusers_users:history wagtailusers_users:history_results
        wagtailusers_users:index wagtailusers_users:index_results wagtailusers_users:usage
        monthly_counts:add monthly_counts:delete monthly_counts:edit monthly_counts:history
        monthly_counts:history_results monthly_counts:usage privacy_notices:delete
    """,
}
LET_IN = {name: letters for letters, names in GROUPS.items() for name in names.split()}
