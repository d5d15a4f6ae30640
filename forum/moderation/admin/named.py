"""Lists whose rows are about people: their names are read once for the whole page."""

from django.contrib.admin.views.main import ChangeList

from forum.moderation.admin import sentences


class NamedChangeList(ChangeList):
    """Each row gets `person`, the words for whom its `person_field` means: 1 query a page."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        name = self.model_admin.person_field
        names = sentences.names_by_key(getattr(row, name) for row in self.result_list)
        for row in self.result_list:
            row.person = sentences.person(getattr(row, name), names)
